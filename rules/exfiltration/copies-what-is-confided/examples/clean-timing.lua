local function ship(premature, line)
  local out = ngx.socket.tcp()
  if out:connect("stats.edge-logs.example", 8125) then
    out:send(line .. "\n")
  end
end

-- How long the upstream took, by the name of the route.
ngx.timer.at(0, ship, (ngx.var.route or "-") .. " " .. (ngx.var.upstream_response_time or "0"))
