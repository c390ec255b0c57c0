# Serves the Rack service that the documentation shows.
require "swd"
require "omniauth_openid_connect"
require "rack"
require "webrick"
begin
  require "rackup"
rescue LoadError
  Rackup = Rack # Rack 2 has the handlers itself
end

# These gems believe in https alone: on one machine it is http.
SWD.url_builder = URI::HTTP

# Debian has the strategy in GitLab's older variant, which lacks `pkce`: done here as omniauth_openid_connect 0.5 does it.
unless OmniAuth::Strategies::OpenIDConnect.default_options.key?(:pkce)
  module Pkce
    def authorize_uri
      verifier = session["omniauth.pkce.verifier"] = SecureRandom.hex(64)
      challenge = Base64.urlsafe_encode64(Digest::SHA2.digest(verifier), padding: false)
      options.extra_authorize_params = { code_challenge: challenge, code_challenge_method: "S256" }
      super
    end

    def client
      super.tap do |client|
        verifier = session["omniauth.pkce.verifier"]
        client.define_singleton_method(:access_token!) { |given| super(given.merge(code_verifier: verifier)) }
      end
    end
  end
  OmniAuth::Strategies::OpenIDConnect.prepend(Pkce)
end

app, = Rack::Builder.parse_file(ARGV.fetch(0))
# The clock of the service moves when a test says so.
module Ahead
  class << self
    attr_accessor :seconds
  end
  self.seconds = 0

  def now(...) = super + Ahead.seconds
end
Time.singleton_class.prepend(Ahead)

answering = lambda do |env|
  Ahead.seconds = Rack::Request.new(env).params["seconds"].to_i if env["PATH_INFO"] == "/clock"
  app.call(env)
rescue StandardError => e
  [400, {}, ["library: #{e.class} #{e.message}"]]
end
Rackup::Handler::WEBrick.run(answering, Host: "localhost", Port: ENV.fetch("PORT"), AccessLog: [])
