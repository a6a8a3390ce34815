// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target of the package; what it may import is what it names here and nothing else.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: strict)
}

let package = Package(
  name: "foothold",
  products: [.executable(name: "foothold", targets: ["foothold"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CLDAP", pkgConfig: "ldap", providers: [.apt(["libldap2-dev", "libsasl2-dev"])]),
    .systemLibrary(name: "CKerberos", providers: [.apt(["libkrb5-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CProcess"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    module("WindowsSecurity"),
    module("JSONInput"),
    module("LDAPTypes"),
    module("LDIF", ["LDAPTypes", "CCrypto", "CZlib", "CZstd"]),
    module("LDAPClient", ["CLDAP", "CKerberos", "CCrypto", "LDAPTypes"]),
    module("QueryCatalogue", ["LDAPTypes", "LDIF"], plugins: ["EmbedFiles"]),
    module("Directory", ["LDAPTypes", "WindowsSecurity"]),
    module("Reachability", ["Directory", "WindowsSecurity"]),
    module("Assessment", ["Directory", "JSONInput", "Reachability", "WindowsSecurity"]),
    module(
      "Reporting",
      ["Assessment", "Directory", .product(name: "Mustache", package: "swift-mustache")],
      plugins: ["EmbedFiles"]),
    module(
      "Collection", ["JSONInput", "LDAPClient", "LDAPTypes", "LDIF", "QueryCatalogue", "WindowsSecurity"]),
    .executableTarget(
      name: "foothold",
      dependencies: [
        "LDAPTypes", "LDIF", "LDAPClient", "WindowsSecurity", "QueryCatalogue", "Directory", "Reachability",
        "Assessment", "Reporting", "Collection", "JSONInput", "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "access-benchmark", dependencies: ["LDIF", "Directory", "Reachability"],
      path: "Tests/Benchmarks/Access", swiftSettings: strict),
    .plugin(name: "EmbedFiles", capability: .buildTool(), dependencies: ["embed-files"]),
    .executableTarget(name: "embed-files", path: "Plugins/embed-files", swiftSettings: strict),
    tests(of: "JSONInput"),
    tests(of: "WindowsSecurity"),
    tests(of: "LDAPTypes"),
    tests(of: "LDAPClient", ["CKerberos"]),
    tests(of: "LDIF", ["LDAPTypes"]),
    tests(of: "QueryCatalogue", ["LDAPTypes"]),
    tests(of: "Directory", ["LDAPTypes", "LDIF", "WindowsSecurity", "QueryCatalogue"]),
    tests(of: "Reachability", ["Directory", "LDAPTypes", "LDIF", "WindowsSecurity"]),
    tests(of: "Assessment", ["Directory", "Reachability", "LDAPTypes", "LDIF", "WindowsSecurity"]),
    tests(of: "Reporting", ["Assessment", "Directory"]),
    tests(of: "Collection", ["LDAPClient", "LDAPTypes", "LDIF", "QueryCatalogue"]),
    .testTarget(name: "FootholdTests", dependencies: ["foothold", "LDIF"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
