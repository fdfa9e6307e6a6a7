import APILanguage

extension SwiftRenderer {
    func render(_ documents: Documents, of service: APIService, to source: inout SourceText) {
        let name = service.name.hasSuffix("-api") ? String(service.name.dropLast(4)) : service.name
        source.line()
        source.block("extension APIDocuments") { source in
            source.line("/// The contract of \(service.name).")
            let property = SwiftName.member(SwiftName.group(name))
            source.line("\(source.access)static let \(property) = APIDocuments(")
            source.line("    service: \(SwiftName.literal(name)),")
            source.line("    openAPI: \(SwiftName.literal(documents.openAPI)),")
            source.line("    referencePage: \(SwiftName.literal(documents.referencePage)))")
        }
    }
}
