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
