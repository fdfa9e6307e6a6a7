// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "bookshop", platforms: [.macOS(.v15)],
    dependencies: [.package(name: "sojourn", path: "../..")],
    targets: [
        .executableTarget(
            name: "bookshop", dependencies: [.product(name: "APIHummingbird", package: "sojourn")],
            plugins: [.plugin(name: "APICompiler", package: "sojourn")])
    ])
