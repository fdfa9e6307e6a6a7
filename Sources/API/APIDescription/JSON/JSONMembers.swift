/// The members of a JSON object, in the order in which they were added.
struct JSONMembers: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        var name: String
        var value: JSONTree
    }

    private(set) var members: [Member] = []

    var isEmpty: Bool { members.isEmpty }

    /// The value of a member. A new one goes to the end; `nil` removes it, and adds none where there is none.
    subscript(name: String) -> JSONTree? {
        get { members.first { $0.name == name }?.value }
        set {
            switch (members.firstIndex { $0.name == name }, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Adds a member whose name is known to be new: maps of thousands of names need no search for each.
    mutating func append(_ name: String, _ value: JSONTree) {
        members.append(Member(name: name, value: value))
    }

    /// Adds an object's members under a name, unless there are none.
    mutating func append(_ name: String, unlessEmpty object: JSONMembers) {
        if !object.isEmpty { append(name, .object(object)) }
    }
}

extension JSONMembers: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONTree)...) {
        for (name, value) in elements { append(name, value) }
    }
}
