"""How the parts are joined: settings, addresses, wiring."""
