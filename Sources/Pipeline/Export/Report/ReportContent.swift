public import SpatialEngine

/// Everything that `report.html` tells.
public struct ReportContent: Sendable {
    /// Name of the region in both languages.
    public var title: Bilingual
    /// Layers of the folder, in any order.
    public var layers: [Layer]
    /// What the assessment rests on.
    public var manifest: ManifestModel
    /// Land, lines and names under the results.
    public var basemap: Basemap
    /// The maps to draw, largest interest first.
    public var maps: [MapFrame]
    /// The month groups by their ids.
    public var seasons: [(id: String, name: Bilingual)]
    /// Crossings by month.
    public var crossings: [CrossingMonth]
    /// Harm events by quarter.
    public var quarters: [QuarterCount]
    /// Passages of the sea corridors by month; none where the region has no such corridor.
    public var passages: [SeaPassageSeries]
    /// Modelled waves against bulletins; none where waves are given.
    public var bulletins: [SeaBulletinCheck]
    /// Flow by corridor and month; nil where it was not estimated.
    public var monthlyFlows: MonthlyFlowContent?
    /// What stands behind the hotspots; nil where they were refused.
    public var diagnostics: HotspotDiagnostics?
    /// What stands behind the priorities; nil where they were refused.
    public var priorities: PriorityContent?
    /// How well the past foretold; nil where nothing could be held back.
    public var skill: SkillContent?
    /// What was expected of closures, and what was reported.
    public var closures: [ClosureContent]
    /// Counts of programmes' activity, lower bounds all.
    public var activities: [ActivityLine]
    /// Dated measures of authorities inside the window.
    public var measures: [DatedMeasure]
    /// Sources, in the order in which they are listed.
    public var sources: [SourceLine]

    /// The parts of a report.
    public init(
        title: Bilingual, layers: [Layer], manifest: ManifestModel, basemap: Basemap, maps: [MapFrame],
        seasons: [(id: String, name: Bilingual)], crossings: [CrossingMonth], quarters: [QuarterCount],
        passages: [SeaPassageSeries] = [], bulletins: [SeaBulletinCheck] = [],
        monthlyFlows: MonthlyFlowContent? = nil, diagnostics: HotspotDiagnostics? = nil,
        priorities: PriorityContent? = nil, skill: SkillContent? = nil, closures: [ClosureContent] = [],
        activities: [ActivityLine] = [],
        measures: [DatedMeasure], sources: [SourceLine]
    ) {
        self.title = title
        self.layers = layers
        self.manifest = manifest
        self.basemap = basemap
        self.maps = maps
        self.seasons = seasons
        self.crossings = crossings
        self.quarters = quarters
        self.passages = passages
        self.bulletins = bulletins
        self.monthlyFlows = monthlyFlows
        self.diagnostics = diagnostics
        self.priorities = priorities
        self.skill = skill
        self.closures = closures
        self.activities = activities
        self.measures = measures
        self.sources = sources
    }

    func layer(_ name: String) -> Layer? { layers.first { $0.schema.name == name } }
}

/// What lies under the results on a map.
public struct Basemap: Sendable {
    /// Land in full detail; each map thins it to its scale.
    public var land: MultiPolygon
    /// National borders.
    public var borders: [LineString]
    /// Rivers, the larger ones.
    public var rivers: [LineString]
    /// Places that may be named, the most important first.
    public var places: [NamedPlace]

    /// The parts of a base map.
    public init(land: MultiPolygon, borders: [LineString], rivers: [LineString], places: [NamedPlace]) {
        self.land = land
        self.borders = borders
        self.rivers = rivers
        self.places = places
    }
}

/// A place with its name, known only within a radius.
public struct NamedPlace: Hashable, Sendable {
    /// The name as it is written locally.
    public var name: String
    /// Where it lies.
    public var position: GeographicPoint

    /// A named place.
    public init(name: String, position: GeographicPoint) {
        self.name = name
        self.position = position
    }
}

/// One map of the report.
public struct MapFrame: Sendable {
    /// Id of the figure; its table is `<id>-table`.
    public var id: String
    /// What it shows.
    public var title: Bilingual
    /// The part of the world that it shows.
    public var extent: BoundingBox

    /// A map of an extent.
    public init(id: String, title: Bilingual, extent: BoundingBox) {
        self.id = id
        self.title = title
        self.extent = extent
    }
}

/// Crossings of one month in both directions.
public struct CrossingMonth: Hashable, Sendable {
    /// `YYYY-MM`.
    public var month: String
    /// Persons northwards; nil when nobody counted.
    public var north: Double?
    /// Persons southwards; nil when nobody counted.
    public var south: Double?
    /// Whether one of the figures is an estimate.
    public var isEstimated: Bool

    /// One month.
    public init(month: String, north: Double?, south: Double?, isEstimated: Bool) {
        self.month = month
        self.north = north
        self.south = south
        self.isEstimated = isEstimated
    }
}

/// Used harm events of one quarter; 1 to 4 are not printed.
public struct QuarterCount: Hashable, Sendable {
    /// `YYYY-Qn`.
    public var quarter: String
    /// Events; nil when 1 to 4.
    public var events: Int?
    /// Persons dead or missing in them; nil when the events are not printed.
    public var deadOrMissing: Int?

    /// One quarter.
    public init(quarter: String, events: Int?, deadOrMissing: Int?) {
        self.quarter = quarter
        self.events = events
        self.deadOrMissing = deadOrMissing
    }
}

/// A measure of an authority; what followed in time is no proof of an effect.
public struct DatedMeasure: Hashable, Sendable {
    /// `YYYY-MM-DD`.
    public var date: String
    /// What was done, as the pack names it.
    public var name: String

    /// A dated measure.
    public init(date: String, name: String) {
        self.date = date
        self.name = name
    }
}

/// What a programme counted up to a day; a lower bound that enters no score.
public struct ActivityLine: Hashable, Sendable {
    /// What was counted, as the pack names it.
    public var name: String
    /// `YYYY-MM-DD`; nil where the start is not known.
    public var start: String?
    /// `YYYY-MM-DD`.
    public var end: String
    /// At least so many.
    public var quantity: Double
    /// Of what.
    public var unit: String
    /// At least so many a month; nil without a start.
    public var monthlyRate: Double?

    /// One counter.
    public init(name: String, start: String?, end: String, quantity: Double, unit: String, monthlyRate: Double?) {
        (self.name, self.start, self.end) = (name, start, end)
        (self.quantity, self.unit, self.monthlyRate) = (quantity, unit, monthlyRate)
    }
}

/// One line of the list of sources.
public struct SourceLine: Hashable, Sendable {
    /// Id of `sources.csv`.
    public var id: String
    /// Title and publisher.
    public var text: String
    /// Address, `https` or `http`; nil where there is none.
    public var url: String?
    /// Licence as the source words it.
    public var licence: String

    /// A source.
    public init(id: String, text: String, url: String?, licence: String) {
        self.id = id
        self.text = text
        self.url = url
        self.licence = licence
    }
}
