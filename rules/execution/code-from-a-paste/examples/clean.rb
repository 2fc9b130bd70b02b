require "json"
require "net/http"

class Snippets
  def fetch(id)
    JSON.parse(Net::HTTP.get(URI("https://pastebin.com/raw/#{id}")))
  end

  def each_line
    yield File.read("snippets.txt")
  end

  def template(name)
    ERB.new(File.read("templates/#{name}.erb")).result(binding)
  end
end
