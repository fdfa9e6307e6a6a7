/// Checks the `service` blocks of all files.
struct ServiceChecker {
    /// Something that must be unique among routes.
    struct Key: Hashable {
        let scope: String
        let name: String
    }

    var resolver: TypeResolver
    /// The checked types; `nil` if they have errors, and then requests are not looked into.
    let model: APIModel?
    let report: CheckReport
    var handlers: [Key: Origin] = [:]
    var shapes: [Key: Origin] = [:]
    var bodies: BodyCheck?

    init(resolver: TypeResolver, model: APIModel?, report: CheckReport) {
        self.resolver = resolver
        self.model = model
        self.report = report
        bodies = model.map { BodyCheck(model: $0, report: report) }
    }

    /// The service that all blocks together make; `nil` if there is none.
    mutating func check(_ files: [APIFile]) -> APIService? {
        var service: APIService?
        for file in files {
            for case .service(let block) in file.declarations {
                let origin = file.origin(block.nameRange)
                if let first = service, first.name != block.nameText {
                    let note = Diagnostic.Note("named '\(first.name)' here", at: first.origin)
                    let message = "all 'service' blocks have the same name, '\(first.name)', not '\(block.nameText)'"
                    report.error(message, at: origin, notes: [note])
                }
                let group = group(of: block, in: file)
                if service == nil { service = APIService(name: block.nameText, groups: [], origin: origin) }
                service?.groups.append(group)
            }
        }
        return service
    }

    private mutating func group(of block: ServiceSyntax, in file: APIFile) -> RouteGroup {
        let options = ServerOptionsReader.read(block.server, in: file, report)
        let routes = block.routes.compactMap { route($0, options, in: file) }
        return RouteGroup(options: options, routes: routes)
    }

    /// Takes a name that must be unique; an error if it is taken.
    static func claim(
        _ key: Key, in taken: inout [Key: Origin], at origin: Origin, _ report: CheckReport, _ message: String
    ) {
        guard let first = taken[key] else {
            taken[key] = origin
            return
        }
        report.error(message, at: origin, notes: [Diagnostic.Note("first declared here", at: first)])
    }
}
