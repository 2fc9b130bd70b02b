const table = [
  // name                                                                     value        meaning
  ["first",                                                                   1],       // the first
  ["second",                                                                  2],       // the second
];
export function run() {
  return fetch("https://api.example.invalid/" + table.length);
}
