const response = await fetch("https://api.github.com/repos/example/example/releases", {
  headers: { authorization: `Bearer ${process.env.GITHUB_TOKEN}` },
});
export default response.status;
