/* <explore-lines> around panels of lines adds one chart of them all, to point at, to look closer, and
   to go through with the arrow keys. Without it the panels and the table hold the same. */
const DASHES = [[], [], [8, 4], [2, 3], [12, 3, 2, 3], [4, 4], [16, 4], [1, 4]];

class ExploreLines extends HTMLElement {
  connectedCallback() {
    const script = document.createElement("script");
    script.src = this.dataset.src;
    script.addEventListener("load", () => this.draw());
    document.head.append(script);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.chart?.width === this.clientWidth || this.chart?.setSize(this.size)).observe(this);
  }

  get size() {
    return { width: this.clientWidth, height: Math.min(420, Math.max(260, this.clientWidth / 2)) };
  }

  ink(className) {
    const probe = this.appendChild(Object.assign(document.createElement("span"), { className }));
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  draw() {
    if (!globalThis.uPlot) return;
    this.chart?.destroy();
    const { weeks, days, series } = (this.found = JSON.parse(this.dataset.chart));
    const [ink, spot, faint] = [this.ink(""), this.ink("ink-spot"), this.ink("ink-faint")];
    const rule = { stroke: faint, width: 1 };
    const axis = { stroke: ink, font: `14px ${getComputedStyle(this).fontFamily}`, grid: rule, ticks: rule };
    const day = (week) => days[weeks.indexOf(week)] ?? "";
    this.chart = new globalThis.uPlot({
      ...this.size,
      scales: { x: { time: false }, y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.05)] } },
      axes: [
        { ...axis, incrs: [1, 2, 4, 13, 26, 52, 104], space: 100, values: (_chart, splits) => splits.map(day) },
        { ...axis, label: this.dataset.unit, labelFont: axis.font, labelSize: 24 },
      ],
      focus: { alpha: 0.25 },
      cursor: { focus: { prox: 24 }, points: { size: 10 } },
      series: [
        { label: this.dataset.week, value: (_chart, _week, _series, at) => (at == null ? "" : this.found.names[at]) },
        ...series.map((each, number) => ({
          label: each.label,
          stroke: number ? ink : spot,
          width: number ? 2 : 3,
          dash: DASHES[number],
          points: { size: number ? 5 : 7, fill: number ? ink : spot },
          value: (_chart, _value, _series, at) => (at == null ? "" : each.said[at]),
        })),
      ],
    }, [weeks, ...series.map((each) => each.values)], this);
    this.reach();
    // Of one group the panel would say the same again.
    this.querySelector(".panels").hidden = series.length === 1;
  }

  /* The chart and the names of its lines, for the keyboard and for who listens. */
  reach() {
    const { root } = this.chart;
    const hint = this.querySelector(".hint");
    hint.hidden = false;
    Object.assign(root, { tabIndex: 0, role: "group", ariaLabel: hint.textContent });
    this.at = this.found.weeks.length;
    root.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step || event.target !== root) return;
      event.preventDefault();
      this.tell(Math.min(this.found.weeks.length - 1, Math.max(0, this.at + step)));
    });
    const names = root.querySelectorAll(".u-legend .u-series th");
    names.forEach((name, number) => {
      if (!number) return;
      Object.assign(name, { tabIndex: 0, role: "switch", ariaChecked: "true" });
      // With Ctrl one name is left alone: all of them may have changed.
      name.addEventListener("click", () => names.forEach((each, at) => {
        if (at) each.ariaChecked = String(this.chart.series[at].show);
      }));
      name.addEventListener("keydown", (event) => {
        if (!["Enter", " "].includes(event.key)) return;
        event.preventDefault();
        name.click();
      });
    });
  }

  tell(at) {
    const { names, series, weeks } = this.found;
    const left = this.chart.valToPos(weeks[this.at = at], "x");
    this.chart.setCursor({ left, top: this.chart.bbox.height / devicePixelRatio / 2 });
    const shown = series.filter((_each, number) => this.chart.series[number + 1].show);
    const said = shown.map((each) => `${each.label}: ${each.said[at]}`);
    this.querySelector("[role=status]").textContent = `${names[at]}. ${said.join("; ")}`;
  }
}
customElements.define("explore-lines", ExploreLines);
