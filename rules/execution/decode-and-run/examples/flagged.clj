(require '[clojure.java.shell :refer [sh]])
(def step (String. (.decode (java.util.Base64/getDecoder) "aWQ=")))
(sh "sh" "-c" step) ; gatehouse: flagged
