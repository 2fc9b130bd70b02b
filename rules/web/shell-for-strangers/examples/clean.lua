local args = ngx.req.get_uri_args()
local log = io.popen("git log --oneline -5")
ngx.say(log:read("*a"), ngx.escape_uri(args.page or "1"))
