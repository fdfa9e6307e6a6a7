import APILanguage

/// Which structs come in with requests, and which go out with responses.
struct TypeUsage: Sendable {
    struct Use: Sendable {
        /// The struct is a whole request.
        var isRequest = false
        /// It is read from JSON.
        var isRead = false
        /// It is written as JSON.
        var isWritten = false
    }

    private var uses: [String: Use] = [:]

    init(of model: APIModel) {
        for route in model.service?.routes ?? [] {
            if let request = route.request {
                uses[request, default: Use()].isRequest = true
                mark(.structure(request), \.isRead, in: model)
            }
            if let list = route.requestList { mark(list, \.isRead, in: model) }
            if let response = route.response { mark(response, \.isWritten, in: model) }
        }
    }

    /// What no route mentions may be used either way.
    subscript(name: String) -> Use {
        uses[name] ?? Use(isRead: true, isWritten: true)
    }

    private mutating func mark(_ type: ValueType, _ use: WritableKeyPath<Use, Bool>, in model: APIModel) {
        switch type {
        case .array(let element, _): mark(element, use, in: model)
        case .map(_, let value): mark(value, use, in: model)
        case .pointer(let target): mark(target, use, in: model)
        case .alias: mark(model.resolved(type), use, in: model)
        case .structure(let name):
            guard !uses[name, default: Use()][keyPath: use] else { return }
            uses[name, default: Use()][keyPath: use] = true
            for field in model.structure(named: name)?.effectiveFields ?? [] {
                mark(field.field.type, use, in: model)
            }
        case .primitive, .any: break
        }
    }
}
