import Foundation
import ServiceKit
import Settings

/// What to do where HTTP cannot be served at an address, in the words of the settings that say where.
struct ListenAdvice {
    /// `http` or `metrics`: what the settings of host and port begin with.
    let group: String
    let address: HTTPAddress
    /// What else the port may be set to, for messages.
    var alternative = ""

    func startError(_ error: HTTPServer.ListenError) -> StartError {
        let place = "\(address.host):\(address.port)"
        switch error.errorNumber {
        case EADDRINUSE:
            let variable = SettingNames.catalogue.variable(for: "\(group).port")
            return StartError(
                "\(group).port: \(place) is in use by another process; set \(variable) to another\(alternative)")
        case EACCES:
            return StartError("\(group).port: no permission to listen on \(place); use a port above 1023")
        case EADDRNOTAVAIL:
            return StartError("\(group).host: \(address.host) is not an address of this machine")
        case .some:
            return StartError("\(group).port: cannot listen on \(place): \(error.cause)")
        case nil:
            return StartError("\(group).host: \(address.host) is not an address or a name that can be resolved")
        }
    }
}
