/// Gives parsed files their meaning.
enum APIChecker {
    /// The model of `files`, of which the last is the root and each stands behind its imports; `nil` if there was an
    /// error.
    static func check(_ files: [APIFile], _ report: CheckReport) -> APIModel? {
        let info = checkHeads(of: files, report)
        let table = TypeTable(files, report)
        var resolver = TypeResolver(table: table, report: report)
        resolver.resolveAll()
        var model = APIModel(info: info, types: resolver.types)
        // What an unknown or repeated type would lead to is no news.
        if !report.hasErrors {
            RecursionCheck.check(model.types, report)
        }
        let areTypesSound = !report.hasErrors
        if areTypesSound { model = APIModel(info: info, types: StructFlattener.flatten(model.types, report)) }

        var services = ServiceChecker(resolver: resolver, model: areTypesSound ? model : nil, report: report)
        model.service = services.check(files)
        return report.hasErrors ? nil : model
    }
}
