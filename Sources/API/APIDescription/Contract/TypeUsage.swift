import APILanguage

/// Which types of a model travel in which direction.
struct TypeUsage: Sendable {
    /// The types that requests, or responses, are made of: their bodies' types and all that these contain.
    private var reached: [Direction: Set<String>] = [:]
    /// The types that another type or a response names.
    private(set) var referenced: Set<String> = []
    /// The types that messages contain, or are lists or maps of; not those that are a message and nothing else.
    private(set) var nested: Set<String> = []
    /// The types that travel both ways and have other rules on each, or contain such a type.
    private(set) var differing: Set<String> = []

    init(_ model: APIModel) {
        var contents: [String: [String]] = [:]
        for declaration in model.types {
            let names = Self.contents(of: declaration)
            contents[declaration.name] = names
            referenced.formUnion(names)
        }
        let routes = model.service?.routes ?? []
        let responses = routes.compactMap(\.response).flatMap(\.names)
        referenced.formUnion(responses)
        let lists = routes.compactMap(\.requestList).flatMap(\.names)
        referenced.formUnion(lists)
        nested.formUnion(lists)
        reached[.request] = Self.closure(of: routes.compactMap(\.request) + lists, contents)
        reached[.response] = Self.closure(of: responses, contents)
        for response in routes.compactMap(\.response) {
            if case .structure = model.resolved(response) { continue }
            nested.formUnion(response.names)
        }
        for name in types(in: .request).union(types(in: .response)) { nested.formUnion(contents[name, default: []]) }

        let both = types(in: .request).intersection(types(in: .response))
        var containers: [String: [String]] = [:]
        for name in both {
            for content in contents[name, default: []] { containers[content, default: []].append(name) }
        }
        let changing = both.filter { name in
            model.structure(named: name)?.fields(in: .json).contains {
                $0.presence(in: .request, of: model) != $0.presence(in: .response, of: model)
            } ?? false
        }
        differing = Self.closure(of: Array(changing), containers)
    }

    /// The types that messages of one direction are made of.
    func types(in direction: Direction) -> Set<String> { reached[direction, default: []] }

    /// The direction that a type's own description is for, where it has but one: a type that only responses use is
    /// described for their readers, any other for those who send it.
    func mainDirection(of name: String) -> Direction {
        types(in: .response).contains(name) && !types(in: .request).contains(name) ? .response : .request
    }

    private static func contents(of declaration: TypeDeclaration) -> [String] {
        switch declaration.kind {
        case .alias(let target): target.names
        case .structure(let structure): structure.fields(in: .json).flatMap(\.type.names)
        }
    }

    private static func closure(of start: [String], _ next: [String: [String]]) -> Set<String> {
        var reached = Set(start)
        var open = start
        while let name = open.popLast() {
            for found in next[name, default: []] where reached.insert(found).inserted { open.append(found) }
        }
        return reached
    }
}

extension ValueType {
    /// The declared types that it names.
    var names: [String] {
        switch self {
        case .structure(let name), .alias(let name): [name]
        case .array(let element, length: _): element.names
        case .map(key: _, let value): value.names
        case .pointer(let target): target.names
        case .primitive, .any: []
        }
    }
}
