/* <copy-and-open data-from="id of a textarea" data-open="composer address">: its button copies the
   text and opens the network's own composer, both inside the tap, and then submits its form as it
   would have done without us. */
class CopyAndOpen extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button, a");
      if (!button) return;
      const source = document.getElementById(this.dataset.from);
      this.copy(source);
      if (this.dataset.open) window.open(this.dataset.open, "_blank", "noopener");
      const said = this.querySelector("[data-said]");
      if (said) said.hidden = false;
    });
  }

  copy(source) {
    const fallback = () => {
      source.closest("details")?.setAttribute("open", "");
      source.select();
      document.execCommand("copy");
    };
    if (!navigator.clipboard) return fallback();
    navigator.clipboard.writeText(source.value).catch(fallback);
  }
}
customElements.define("copy-and-open", CopyAndOpen);

/* <page-seen> around a form without fields: once the page has stood open for a moment before somebody,
   it posts the form by itself. A page that is only fetched runs no script, and so tells nothing. */
class PageSeen extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const tell = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", tell);
      setTimeout(() => fetch(form.action, { method: "POST", body: new FormData(form) }), 800);
    };
    document.addEventListener("visibilitychange", tell);
    tell();
  }
}
customElements.define("page-seen", PageSeen);
