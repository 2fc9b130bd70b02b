(require '[clj-http.client :as http])
(let [settings (slurp (str (System/getProperty "user.home") "/.config/tool/settings.edn"))]
  (println settings)
  (http/get "https://api.example.invalid/user"))
