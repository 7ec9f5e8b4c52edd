/* <share-sheet data-from="id of a textarea" data-picture="address">: shows its button where the browser
   can hand text and picture to the phone's own share sheet. */
class ShareSheet extends HTMLElement {
  async connectedCallback() {
    if (!navigator.canShare) return;
    const answer = await fetch(this.dataset.picture);
    if (!answer.ok) return;
    const picture = await answer.blob();
    const ending = picture.type.split("/")[1] || "jpg";
    this.files = [new File([picture], `zetje.${ending}`, { type: picture.type })];
    if (!navigator.canShare({ files: this.files })) return;
    this.hidden = false;
    this.addEventListener("click", () => this.share());
  }

  share() {
    const text = document.getElementById(this.dataset.from).value;
    // Closing the sheet without sharing is an answer too.
    navigator.share({ text, files: this.files }).catch(() => {});
  }
}
customElements.define("share-sheet", ShareSheet);
