// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours: Swift 6 rules, explicit existentials and imports, and no warning left standing.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A library target `Sources/<group>/<name>`; the order of the listing below is the order of dependency.
func module(_ group: String, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Sources/\(group)/\(name)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], fixtures: Bool = false) -> Target {
    .testTarget(
        name: name, dependencies: ["TestSupport"] + dependencies, path: "Tests/\(name)",
        resources: fixtures ? [.copy("Fixtures")] : [], swiftSettings: strict)
}

/// The documentation plugin is fetched only when documentation is made (`make docs`).
let documentation: [Package.Dependency] =
    Context.environment["TROCHA_DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")]

let package = Package(
    name: "trocha",
    products: [
        .executable(name: "trocha", targets: ["trocha"]),
        .library(
            name: "TrochaKernels",
            targets: [
                "Allocation", "SpatialEngine", "SpatialFormats", "Connectivity", "Surfaces", "Network", "Flows",
                "Hotspots",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ] + documentation,
    targets: [
        // Engine: where things are and how far apart.
        .systemLibrary(
            name: "CGDAL", path: "Sources/Engine/CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
        .systemLibrary(
            name: "CGEOS", path: "Sources/Engine/CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
        .systemLibrary(
            name: "CPROJ", path: "Sources/Engine/CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
        .systemLibrary(name: "CIntrinsics", path: "Sources/Engine/CIntrinsics"),
        module("Engine", "SpatialEngine", ["CGEOS", "CPROJ"]),
        module("Engine", "SpatialFormats", ["CGDAL", "SpatialEngine"]),

        // Methods: pure functions, values in and values out.
        module("Methods", "Allocation", ["SpatialEngine"]),
        module("Methods", "Connectivity", ["SpatialEngine"]),
        module("Methods", "Sampling", ["SpatialEngine"]),
        module("Methods", "Flows", ["Connectivity", "Sampling", "SpatialEngine"]),
        module("Methods", "Hotspots", ["CIntrinsics", "SpatialEngine"]),
        module("Methods", "Surfaces", ["SpatialEngine"]),
        module("Methods", "Network", ["CIntrinsics", "SpatialEngine", "Surfaces"]),

        // Pipeline: the story, stage by stage.
        module("Pipeline", "Incidents", ["SpatialEngine"]),
        module(
            "Pipeline", "Ingest",
            [
                "Incidents", "SpatialEngine", "SpatialFormats", "Surfaces", .product(name: "Yams", package: "Yams"),
            ]),
        module("Pipeline", "Risk", ["Hotspots", "Incidents", "Network", "Sampling", "SpatialEngine"]),
        module("Pipeline", "Export", ["Risk", "SpatialEngine", "SpatialFormats"]),
        module("Pipeline", "Conversion", ["Export", "SpatialFormats"]),
        module(
            "Pipeline", "LandAnalysis",
            ["Connectivity", "Export", "Network", "SpatialEngine", "SpatialFormats", "Surfaces"]),
        module(
            "Pipeline", "SeaAnalysis",
            ["Export", "Incidents", "Ingest", "Network", "SpatialEngine", "SpatialFormats", "Surfaces"]),
        module(
            "Pipeline", "FlowAnalysis",
            ["Export", "Flows", "Incidents", "Ingest", "Sampling", "SpatialEngine", "SpatialFormats"]),
        module("Pipeline", "HotspotAnalysis", ["Export", "Hotspots", "Incidents", "SpatialEngine", "SpatialFormats"]),
        module("Pipeline", "IncidentImport", ["Export", "Incidents", "SpatialEngine", "SpatialFormats"]),
        module(
            "Pipeline", "RiskAnalysis", ["Export", "Hotspots", "Incidents", "Risk", "SpatialEngine", "SpatialFormats"]),
        module(
            "Pipeline", "PriorityAnalysis",
            ["Allocation", "Export", "Flows", "Incidents", "Risk", "SpatialEngine", "SpatialFormats"]),
        module(
            "Pipeline", "RouteRiskJob",
            [
                "Export", "Flows", "Hotspots", "Incidents", "Ingest", "Network", "Risk", "SeaAnalysis", "SpatialEngine",
                "SpatialFormats", "Surfaces",
            ]),
        module(
            "Pipeline", "Batch",
            [
                "Export", "Incidents", "Ingest", "Risk", "RouteRiskJob", "SpatialEngine", "SpatialFormats", "Surfaces",
                .product(name: "Yams", package: "Yams"),
            ]),

        // Tools: thin edges.
        .executableTarget(
            name: "trocha",
            dependencies: [
                "Batch", "Conversion", "Export", "FlowAnalysis", "HotspotAnalysis", "IncidentImport", "Incidents",
                "Ingest", "LandAnalysis", "PriorityAnalysis", "RiskAnalysis", "RouteRiskJob", "SeaAnalysis",
                "SpatialEngine", "SpatialFormats",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/Tools/trocha", resources: [.embedInCode("Commands/Batch/dask_driver.py")],
            swiftSettings: strict),

        // Tests mirror the sources.
        .target(name: "TestSupport", dependencies: ["SpatialEngine"], path: "Tests/Support", swiftSettings: strict),
        tests("SpatialEngineTests", ["SpatialEngine"], fixtures: true),
        tests("SpatialFormatsTests", ["SpatialFormats", "SpatialEngine"]),
        tests("AllocationTests", ["Allocation", "SpatialEngine"]),
        tests("ConnectivityTests", ["Connectivity", "SpatialEngine"], fixtures: true),
        tests("SamplingTests", ["Sampling", "SpatialEngine"]),
        tests("FlowsTests", ["Flows", "Sampling", "SpatialEngine"]),
        tests("HotspotsTests", ["Hotspots", "SpatialEngine"], fixtures: true),
        tests("SurfacesTests", ["Surfaces", "SpatialEngine", "SpatialFormats"]),
        tests("NetworkTests", ["Network", "Surfaces", "SpatialEngine"], fixtures: true),
        tests("IngestTests", ["CGDAL", "Ingest", "Incidents", "SpatialEngine", "SpatialFormats", "Surfaces"]),
        tests("RiskTests", ["Hotspots", "Incidents", "Network", "Risk", "Sampling", "SpatialEngine"], fixtures: true),
        tests("HotspotAnalysisTests", ["HotspotAnalysis", "SpatialEngine", "SpatialFormats"]),
        tests("RiskAnalysisTests", ["Incidents", "Risk", "RiskAnalysis", "SpatialEngine", "SpatialFormats"]),
        tests(
            "PriorityAnalysisTests",
            ["Flows", "Incidents", "PriorityAnalysis", "Risk", "SpatialEngine", "SpatialFormats"]),
        tests("ConversionTests", ["Conversion", "Export", "SpatialEngine", "SpatialFormats"]),
        tests("ExportTests", ["Export", "SpatialEngine", "SpatialFormats"]),
        tests(
            "FlowAnalysisTests", ["FlowAnalysis", "Flows", "Incidents", "Ingest", "SpatialEngine", "SpatialFormats"]),
        tests("IncidentImportTests", ["IncidentImport", "Incidents", "SpatialEngine", "SpatialFormats"]),
        tests("LandAnalysisTests", ["LandAnalysis", "Network", "SpatialEngine", "SpatialFormats", "Surfaces"]),
        tests(
            "SeaAnalysisTests",
            ["Export", "Ingest", "Network", "SeaAnalysis", "SpatialEngine", "SpatialFormats", "Surfaces"]),
        tests("RouteRiskJobTests", ["Incidents", "Ingest", "Network", "RouteRiskJob", "SpatialEngine"]),
        tests("BatchTests", ["Batch", "Export", "Incidents", "Risk", "RouteRiskJob", "SpatialEngine", "Surfaces"]),
        tests("EndToEndTests", ["SpatialEngine", "SpatialFormats"], fixtures: true),
    ],
    swiftLanguageModes: [.v6]
)
