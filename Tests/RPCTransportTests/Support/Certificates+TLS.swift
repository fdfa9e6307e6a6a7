import RPCTransport
import TestSupport

extension Certificates {
    var tls: RPCTLS {
        get throws { try RPCTLS(authority: authority, certificate: certificate, key: key) }
    }
}
