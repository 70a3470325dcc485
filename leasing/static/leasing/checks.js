// What is checked while it is being typed, as the house checks it (market/core/identity). It proves
// typing, no more; the house looks again.
import { say } from "./cards.js";

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const LAST = "10X98765432";

// what is wrong with it in words, or nothing
export const checks = {
  phone(text) {
    const number = text.replace(/[\s\-().·]/g, "").replace(/^(\+86|0086|86(?=1\d{10}$))/, "");
    if (/^1[3-9]\d{9}$/.test(number)) return "";
    return /^1\d*$/.test(number) && number.length !== 11 ? say("phone_length", { count: number.length }) : say("phone");
  },
  citizen(text) {
    const number = text.replace(/\s/g, "").toUpperCase();
    if (!number) return "";
    if (!/^\d{17}[\dX]$/.test(number)) return say("citizen_length", { count: number.length });
    const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
    const on = new Date(`${born}T00:00:00Z`);
    if (Number.isNaN(on.getTime()) || on.toISOString().slice(0, 10) !== born || on > new Date()) return say("citizen_day");
    const sum = WEIGHTS.reduce((all, weight, place) => all + weight * Number(number[place]), 0);
    return LAST[sum % 11] === number[17] ? "" : say("citizen_check");
  },
};

// Writes what is wrong at its field, as the house's own pages do; an empty text takes it away.
export function complain(input, text) {
  const field = input.closest(".field");
  const name = `${field.id || input.id}_error`;
  let fault = field.querySelector(".fault");
  if (!text) {
    fault?.remove();
    field.classList.remove("wrong");
    input.removeAttribute("aria-invalid");
    return;
  }
  if (!fault) {
    fault = document.createElement("p");
    fault.className = "fault";
    fault.id = name;
    (field.querySelector(".hint") || field.querySelector("label:not(.choice), legend")).after(fault);
  }
  fault.textContent = text;
  field.classList.add("wrong");
  input.setAttribute("aria-invalid", "true");
  const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((each) => each && each !== fault.id);
  input.setAttribute("aria-describedby", [...described, fault.id].join(" "));
}
