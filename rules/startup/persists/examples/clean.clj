(println "Add this to your ~/.bashrc: export PATH=$HOME/.tool/bin:$PATH")
(spit "target/env.sh" "export A=1\n")
