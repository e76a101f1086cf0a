// The large map: thousands of points on places that the house has computed, drawn with WebGL. The list says the same.

/* global Sigma, graphology -- both come before this module */

const COLOURS = ["#1d4e89", "#7b2d8b", "#a84300", "#1b7a43"]; // in the order of the sectors
const LETTERS = ["V", "Wi", "Wt", "Z"];
const GROUP = "#4b5165";
const QUIET = "#e4e1da";

let taken = []; // where names stand in the present picture

// A name on a white ground beside its point, to its left near the right edge, and none on another name.
function name(context, { label, size, x, y }, { labelSize, labelFont, labelColor }) {
  if (!label) return;
  context.font = `${labelSize}px ${labelFont}`;
  const width = context.measureText(label).width;
  const fits = x + size + width + 6 < context.canvas.clientWidth;
  const left = fits ? x + size + 3 : x - size - 3 - width;
  const top = y - labelSize * 0.65;
  const box = [left - 2, top, left + width + 2, top + labelSize * 1.3];
  if (taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) return;
  taken.push(box);
  context.fillStyle = "#ffffffd9";
  context.fillRect(box[0], top, width + 4, labelSize * 1.3);
  context.fillStyle = labelColor.color;
  context.fillText(label, left, y + labelSize / 3);
}

// The letter of its sector on each point that is large enough: colour alone says nothing.
function letter(map, graph) {
  map.createCanvasContext("letters", { style: { pointerEvents: "none" } });
  const canvas = map.getCanvases().letters;
  const context = canvas.getContext("2d");
  map.on("afterRender", () => {
    const { width, height } = map.getDimensions();
    const fine = window.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [width * fine, height * fine];
    [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
    context.scale(fine, fine);
    context.fillStyle = "#fff";
    context.textAlign = "center";
    context.textBaseline = "middle";
    graph.forEachNode((node, { sector }) => {
      const shown = map.getNodeDisplayData(node);
      const size = map.scaleSize(shown.size);
      if (sector < 0 || size < 6 || shown.color === QUIET) return;
      const { x, y } = map.framedGraphToViewport(shown);
      context.font = `600 ${size * (sector % 3 ? 1 : 1.25)}px "Fira Sans"`;
      context.fillText(LETTERS[sector], x, y + size * 0.06);
    });
  });
  map.refresh();
}

async function show(ground) {
  const answer = await fetch(ground.dataset.great);
  if (!answer.ok) return;
  const { groups, points, ties } = await answer.json();
  const graph = new graphology.Graph({ type: "undirected" });
  const most = Math.max(...points.map((point) => point[5]));
  points.forEach(([number, label, sector, x, y, size], place) => {
    const colour = COLOURS[sector] ?? GROUP;
    const share = Math.sqrt(size / most);
    graph.addNode(place, { number, label, sector, x, y: -y, size: groups ? 6 + 18 * share : 3 + 9 * share, color: colour });
  });
  for (const [one, other, number] of ties) graph.addEdge(one, other, { size: Math.min(4, 0.5 + number / 8) });
  let asked = null;
  ground.querySelector("[data-none]").hidden = true;
  const map = new Sigma(graph, ground, {
    labelFont: "Fira Sans", labelSize: 14, labelColor: { color: "#161a2b" }, labelDensity: 0.6, labelGridCellSize: 150, defaultDrawNodeLabel: name,
    labelRenderedSizeThreshold: points.length > 600 ? 7 : 4, defaultEdgeColor: "#c4c0b6", zIndex: true,
    nodeReducer: (node, said) => (asked === null || node === asked || graph.areNeighbors(node, asked)
      ? { ...said, forceLabel: asked !== null && graph.degree(asked) < 40 } : { ...said, color: QUIET, label: "" }),
    edgeReducer: (edge, said) => (asked === null || graph.hasExtremity(edge, asked) ? said : { ...said, hidden: true }),
  });
  map.on("beforeRender", () => { taken = []; });
  map.on("enterNode", ({ node }) => { asked = node; ground.classList.add("is-pointing"); map.refresh({ skipIndexation: true }); });
  map.on("leaveNode", () => { asked = null; ground.classList.remove("is-pointing"); map.refresh({ skipIndexation: true }); });
  map.on("clickNode", ({ node }) => {
    location.href = `${groups ? ground.dataset.open : ground.dataset.around}${graph.getNodeAttribute(node, "number")}`;
  });
  const buttons = document.querySelector("[data-zoom]");
  buttons.hidden = false;
  const at = { duration: 0 };
  buttons.addEventListener("click", ({ target }) => {
    const camera = map.getCamera();
    const by = target.closest("[data-by]")?.dataset.by;
    if (by === "in") camera.animatedZoom(at);
    if (by === "out") camera.animatedUnzoom(at);
    if (by === "all") camera.animatedReset(at);
  });
  letter(map, graph);
  ground.dataset.drawn = points.length;
}

for (const ground of document.querySelectorAll("[data-great]")) {
  show(ground).catch(() => {
    ground.querySelector("[data-none]").hidden = false; // no WebGL: the list is there
  });
}
