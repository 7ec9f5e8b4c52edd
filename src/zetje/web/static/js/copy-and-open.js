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
