import Foundation

/// The executable that was built together with the tests.
enum Executable {
    static let url = productsFolder.appendingPathComponent("sojourn")

    private static var productsFolder: URL {
        #if canImport(Darwin)
            let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        #else
            let tests = Bundle.main.executableURL
        #endif
        guard let tests else { preconditionFailure("the tests run from no bundle") }
        return tests.deletingLastPathComponent()
    }
}
