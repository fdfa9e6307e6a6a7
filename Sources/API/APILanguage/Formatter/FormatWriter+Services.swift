extension FormatWriter {
    mutating func write(_ service: ServiceSyntax) {
        if let server = service.server {
            write(server)
            startLine(.never)
        }
        write(service.keyword)
        writeRun(service.name, after: .space)
        writeBlock(service.open, service.close, service.routes, between: .always) { writer, route in
            writer.write(route)
        }
    }

    private mutating func write(_ route: RouteSyntax) {
        switch route.doc {
        case .text(let keyword, let text):
            write(keyword)
            write(text, after: .space)
            startLine(.never)
        case .entries(let block):
            write(block)
            startLine(.never)
        case nil:
            break
        }
        write(route.handlerKeyword)
        write(route.handler, after: .space)
        startLine(.never)
        write(route.method)
        writeRun(route.path, after: .space)
        if let request = route.request { write(request) }
        if let returns = route.returns { write(returns, after: .space) }
        if let response = route.response { write(response) }
        if let semicolon = route.semicolon { write(semicolon) }
    }

    private mutating func write(_ body: BodySyntax) {
        write(body.open, after: .space)
        if let type = body.type { write(type) }
        write(body.close)
    }
}
