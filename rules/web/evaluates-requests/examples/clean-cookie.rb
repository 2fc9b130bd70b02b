class Depth
  def call(env)
    request = Rack::Request.new(env)
    chosen = request.cookies["theme"].to_s
    Page.class_eval { attr_accessor :theme }
    Page.new.theme = %w[light dark].include?(chosen) ? chosen : "light"
    @app.call(env)
  end
end
