((js-mode . ((js-indent-level . 2) (eval . (prettier-js-mode)))))
