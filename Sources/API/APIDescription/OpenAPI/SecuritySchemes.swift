import APILanguage

/// How requests prove who sends them.
struct SecuritySchemes: Sendable {
    private var bearers: [(setting: String, name: String)] = []
    private var signature: String?

    init(_ groups: [ServerOptions]) {
        var names = UniqueNames()
        for setting in groups.compactMap(\.jwt) where name(of: setting) == nil {
            bearers.append((setting, names.claim(setting.componentName)))
        }
        if groups.contains(where: \.requiresSignature) { signature = names.claim("Signature") }
    }

    private func name(of setting: String) -> String? { bearers.first { $0.setting == setting }?.name }

    var components: JSONMembers {
        var components = JSONMembers()
        for bearer in bearers {
            components.append(bearer.name, ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"])
        }
        if let signature {
            components.append(
                signature,
                [
                    "type": "apiKey", "in": "header", "name": "X-Content-Security",
                    "description": "The signature of the request.",
                ])
        }
        return components
    }

    /// What a group's requests need, all of it; `nil` for nothing.
    func requirement(of options: ServerOptions) -> JSONTree? {
        let names = [
            options.jwt.flatMap(name), options.requiresSignature ? signature : nil,
        ].compactMap(\.self)
        guard !names.isEmpty else { return nil }
        var requirement = JSONMembers()
        for name in names { requirement.append(name, []) }
        return .array([.object(requirement)])
    }
}
