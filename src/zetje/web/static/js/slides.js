/* <turn-slides> around slides that link to each other: the keys of a presenter turn them as the
   links do. Without it the links, the space bar and the wheel do. */
class TurnSlides extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const forth = ["ArrowRight", "ArrowDown", "PageDown", "Enter", " "];
      const back = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
      if (event.target.closest("a") && ["Enter", " "].includes(event.key)) return;
      if (forth.includes(event.key) && !event.shiftKey) this.turn("next", event);
      else if (back.includes(event.key) || (event.key === " " && event.shiftKey)) this.turn("prev", event);
      else if (event.key === "f") document.documentElement.requestFullscreen?.();
    });
    // Until a turn has come to rest, the next one counts from where it leads.
    for (const rest of ["scrollend", "wheel", "touchmove"])
      document.addEventListener(rest, () => { this.aim = undefined }, { passive: true });
  }

  turn(which, event) {
    const slides = [...this.querySelectorAll(".slide")];
    const middle = innerHeight / 2;
    const here = this.aim ?? slides.findIndex((slide) => {
      const box = slide.getBoundingClientRect();
      return box.top <= middle && box.bottom > middle;
    });
    const next = here + (which === "next" ? 1 : -1);
    const there = slides[next];
    if (!there) return;
    event.preventDefault();
    this.aim = next;
    there.scrollIntoView();
    history.replaceState(null, "", `#${there.id}`);
  }
}
customElements.define("turn-slides", TurnSlides);
