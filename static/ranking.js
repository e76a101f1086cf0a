// Comfort only: plus and minus count at once, and the page says how many points are left. Without this file they are sent.
const form = document.querySelector("form[data-points]");
if (form) {
  const most = Number(form.dataset.points);
  const fields = [...form.querySelectorAll(".points input")];
  const left = form.querySelector("[data-left]");
  const given = (field) => (/^\d{1,5}$/.test(field.value.trim()) ? Number(field.value) : 0);
  const say = () => {
    const rest = most - fields.reduce((sum, field) => sum + given(field), 0);
    left.textContent = rest < 0 ? `${-rest} zu viel, 0` : rest;
    for (const field of fields) {
      const [less, more] = field.parentElement.querySelectorAll("button");
      less.setAttribute("aria-disabled", given(field) === 0);
      more.setAttribute("aria-disabled", rest <= 0);
    }
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".points__step");
    if (!button) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    const field = button.parentElement.querySelector("input");
    field.value = Math.max(0, given(field) + (button.name === "mehr" ? 1 : -1));
    say();
  });
  form.addEventListener("input", say);
  say();
}
