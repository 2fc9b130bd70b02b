import { get } from "../http.js";
