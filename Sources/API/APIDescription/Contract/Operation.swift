import APILanguage

/// A route together with what its group says about it.
struct Operation: Sendable {
    var route: Route
    var options: ServerOptions
    /// The handler's name, made unique over all groups.
    var id: String
    var request: RequestShape

    /// The routes of a model's service, in order.
    static func all(of model: APIModel) -> [Operation] {
        let groups = model.service?.groups ?? []
        var uses: [String: Int] = [:]
        for route in groups.flatMap(\.routes) { uses[route.handler, default: 0] += 1 }

        var names = UniqueNames()
        for (handler, count) in uses where count == 1 { _ = names.claim(handler) }
        var operations: [Operation] = []
        for group in groups {
            for route in group.routes {
                let isShared = uses[route.handler, default: 0] > 1
                let id = isShared ? names.claim(group.options.qualified(route.handler)) : route.handler
                operations.append(
                    Operation(
                        route: route, options: group.options, id: id, request: RequestShape(route, in: model)))
            }
        }
        return operations
    }

    /// What the route does at length: `@doc`'s `description` or `desc`, else the comments above it.
    var description: String? {
        route.doc("description") ?? route.doc("desc") ?? route.documentation.paragraphs
    }
}

extension Collection<Operation> {
    /// The operations of each group, in the order in which the groups come first; blocks of the same group are one.
    var byGroup: [(group: String?, operations: [Operation])] {
        var order: [String?] = []
        var groups: [String?: [Operation]] = [:]
        for operation in self {
            let group = operation.options.group
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(operation)
        }
        return order.map { ($0, groups[$0, default: []]) }
    }
}

extension ServerOptions {
    /// `list` of the group `admin/users` is `adminUsersList`.
    fileprivate func qualified(_ handler: String) -> String {
        let words = (group ?? "").split { !$0.isLetter && !$0.isNumber } + [handler[...]]
        return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}
