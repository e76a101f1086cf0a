// Maps: the points of ideas on pictures of the city's own geo service (Leaflet), a point or a district picked on a form.
// Without this file the lists and fields say the same.

/* global L -- leaflet.js comes before this module */

function draw(ground) {
  const { map: address, layers, source, box } = ground.dataset;
  const [west, south, east, north] = box.split(",").map(Number);
  const city = L.latLngBounds([south, west], [north, east]);
  const map = L.map(ground, { maxBounds: city.pad(0.5), minZoom: 9, maxZoom: 18, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Näher", zoomOutTitle: "Weiter weg" }).addTo(map);
  map.attributionControl.setPrefix("Leaflet");
  const said = document.createElement("span"); // as text: what a setting says is no markup
  said.textContent = source;
  const given = { attribution: said.innerHTML, maxZoom: 18 };
  (layers ? L.tileLayer.wms(address, { ...given, layers, format: "image/png" }) : L.tileLayer(address, given)).addTo(map);
  map.fitBounds(city);
  return map;
}

const DOT = { radius: 8, weight: 2, color: "#fff", fillColor: "#2044aa", fillOpacity: 1 };

async function show(ground) {
  const map = draw(ground);
  const answer = await fetch(ground.dataset.points);
  if (!answer.ok) return;
  const dots = L.geoJSON(await answer.json(), {
    pointToLayer: (_, place) => L.circleMarker(place, DOT),
    onEachFeature: ({ properties }, dot) => {
      const link = document.createElement("a");
      link.href = properties.address;
      link.textContent = properties.title;
      dot.bindPopup(link).on("popupopen", ({ popup }) => {
        popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Schließen");
      });
    },
  }).addTo(map);
  if (dots.getLayers().length) map.fitBounds(dots.getBounds().pad(0.1), { maxZoom: 15 });
}

function pick(ground, part) {
  const map = draw(ground);
  const fields = ["longitude", "latitude"].map((name) => part.querySelector(`[name=${name}]`));
  const said = part.querySelector("[data-picked]");
  const away = part.querySelector("[data-unpick]");
  const dot = L.circleMarker(map.getCenter(), DOT);
  const put = ({ lat, lng }) => {
    [fields[0].value, fields[1].value] = [lng.toFixed(4), lat.toFixed(4)];
    dot.setLatLng([lat, lng]).addTo(map);
    said.textContent = `Punkt gesetzt: ${lat.toFixed(4).replace(".", ",")}° Nord, ${lng.toFixed(4).replace(".", ",")}° Ost.`;
    away.hidden = false;
  };
  map.on("click", ({ latlng }) => put(latlng));
  ground.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== ground) return;
    event.preventDefault();
    put(map.getCenter());
  });
  away.addEventListener("click", () => {
    for (const field of fields) field.value = "";
    dot.remove();
    said.textContent = "Noch kein Punkt gesetzt.";
    away.hidden = true;
    ground.focus();
  });
  if (fields[0].value && fields[1].value) put({ lat: Number(fields[1].value), lng: Number(fields[0].value) });
}

for (const ground of document.querySelectorAll("[data-map][data-points]")) show(ground);

for (const part of document.querySelectorAll("[data-place]")) {
  part.hidden = false;
  const ground = part.querySelector("[data-pick]");
  // The city's server is asked only once somebody opens the map.
  if (ground) part.addEventListener("toggle", () => pick(ground, part), { once: true });
  const select = document.querySelector("select[name=district]");
  const areas = [...part.querySelectorAll("[data-district]")];
  if (!select || !areas.length) continue;
  const mark = () => {
    for (const area of areas) area.classList.toggle("is-chosen", area.dataset.district === select.value);
  };
  for (const area of areas) {
    area.addEventListener("click", () => {
      select.value = area.dataset.district;
      select.closest("details")?.setAttribute("open", "");
      mark();
    });
  }
  select.addEventListener("change", mark);
  mark();
}
