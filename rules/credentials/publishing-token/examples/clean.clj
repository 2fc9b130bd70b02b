(require '[clj-http.client :as http])
(http/post "https://api.github.com/repos/a/b/releases" {:oauth-token (System/getenv "GITHUB_TOKEN")})
