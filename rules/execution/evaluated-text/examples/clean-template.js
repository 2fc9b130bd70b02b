const NAMES = "name|place|day".split("|");

/** Fills a greeting: each word of the list stands for what the guest gave. */
function fill(template, guest) {
  let text = template;
  let left = NAMES.length;
  while (left--) {
    const pattern = new RegExp("\\b" + NAMES[left] + "\\b", "g");
    if (guest[NAMES[left]]) text = text.replace(pattern, guest[NAMES[left]]);
  }
  return text;
}

const words = (fill("name of place", { place: "home" }).match(/\w+/g) || []).map((each) => each.trim());
console.log(words.filter((word) => word.includes("o")).join(" "));
