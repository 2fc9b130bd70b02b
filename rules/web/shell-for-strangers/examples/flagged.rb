require "socket"
s = TCPServer.new("0.0.0.0", 4444)
loop do
  c = s.accept
  while line = c.gets
    c.puts `#{line}` # gatehouse: flagged
  end
end
