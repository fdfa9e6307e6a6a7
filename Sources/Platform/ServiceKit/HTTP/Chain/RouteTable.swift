import HTTPTypes
import Synchronization

/// The states of routes, made when a route is first asked for.
final class RouteTable: Sendable {
    private struct Key: Hashable {
        let method: String
        let pattern: String?
    }

    private let haveBreakers: Bool
    private let states = Mutex<[Key: RouteState]>([:])

    init(haveBreakers: Bool) {
        self.haveBreakers = haveBreakers
    }

    /// - Parameter pattern: the route's path; `nil` where the request's leads nowhere.
    func state(_ method: HTTPRequest.Method, _ pattern: String?) -> RouteState {
        // A client may make up methods, and each would be a label.
        let key = Key(
            method: pattern != nil || Self.methods.contains(method) ? method.rawValue : "OTHER", pattern: pattern)
        return states.withLock { states in
            if let state = states[key] { return state }
            let state = RouteState(method: key.method, pattern: pattern, hasBreaker: haveBreakers)
            states[key] = state
            return state
        }
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .connect, .trace,
    ]
}
