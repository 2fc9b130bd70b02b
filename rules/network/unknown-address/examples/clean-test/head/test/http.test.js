import { get } from "../http.js";
const url = "https://nobody.answers.example/";
it("gives up", () => get.bind(null, url));
