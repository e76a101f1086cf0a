// The picture of the network: begins in its middle, and shows the ties of whom one points at. Without it everything is there.

for (const ground of document.querySelectorAll(".net__scroll")) {
  ground.scrollLeft = (ground.scrollWidth - ground.clientWidth) / 2;
  ground.scrollTop = (ground.scrollHeight - ground.clientHeight) / 2;
}

for (const drawing of document.querySelectorAll("[data-net]")) {
  const nodes = new Map([...drawing.querySelectorAll("[data-node]")].map((node) => [node.dataset.node, node]));
  const ties = [...drawing.querySelectorAll("[data-ends]")].map((tie) => [tie, tie.dataset.ends.split(" ")]);
  const ask = (number) => {
    drawing.classList.toggle("is-asked", Boolean(number));
    for (const one of drawing.querySelectorAll(".is-near")) one.classList.remove("is-near");
    if (!number) return;
    nodes.get(number)?.classList.add("is-near");
    for (const [tie, ends] of ties) {
      if (!ends.includes(number)) continue;
      tie.classList.add("is-near");
      for (const end of ends) nodes.get(end)?.classList.add("is-near");
    }
  };
  for (const [number, node] of nodes) {
    node.addEventListener("pointerenter", () => ask(number));
    node.addEventListener("pointerleave", () => ask(""));
  }
  // Whoever goes through the list by keyboard sees in the picture where they are.
  for (const row of document.querySelectorAll("[data-row-of]")) {
    row.addEventListener("focusin", () => ask(row.dataset.rowOf));
    row.addEventListener("focusout", () => ask(""));
  }
}
