(require '[clojure.java.shell :refer [sh]])
(def logo (.decode (java.util.Base64/getDecoder) "aGVsbG8="))
(spit "target/logo.txt" (String. logo))
(println (:out (sh "git" "describe" "--tags")))
