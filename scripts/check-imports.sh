#!/usr/bin/env bash
# The arrows between modules: the four groups may import only upwards, the methods no Foundation, and C libraries are
# reached in the engine alone.
set -euo pipefail
status=0
complain() { echo "$1" >&2; status=1; }

check() { # check FOLDER FORBIDDEN-REGEX REASON
  local hits
  hits=$(grep -rnE "^[[:space:]]*(public |internal |package )?import (struct |enum |class |func )?($2)\b" "$1" || true)
  [[ -z $hits ]] || complain "$3:
$hits"
}
methods='Allocation|Connectivity|Flows|Hotspots|Network|Surfaces'
pipeline='Incidents|Ingest|Risk|Export|Conversion|FlowAnalysis|HotspotAnalysis|IncidentImport|LandAnalysis|PriorityAnalysis|RiskAnalysis|RouteRiskJob|SeaAnalysis|Batch'
check Sources/Engine "$methods|$pipeline|trocha" "the engine imports a later group"
check Sources/Methods "$pipeline|trocha" "a method imports a later group"
check Sources/Methods 'Foundation|FoundationEssentials|SpatialFormats' "a method touches files or the clock"
check Sources/Methods/Allocation 'Flows|Hotspots|Network|Surfaces' "Allocation knows links and sites, not where they come from"
check Sources/Methods/Connectivity 'Hotspots|Network|Surfaces' "Connectivity stands alone"
check Sources/Methods/Sampling 'Connectivity|Flows|Hotspots|Network|Surfaces' "Sampling stands alone"
check Sources/Methods/Flows 'Hotspots|Network|Surfaces' "Flows knows links, not how they were traced"
check Sources/Methods/Hotspots 'Connectivity|Network|Surfaces' "Hotspots stands alone"
check Sources/Methods/Surfaces 'Hotspots|Network' "Surfaces knows nothing of networks"
check Sources/Pipeline/Incidents 'Ingest|Risk|Export|RouteRiskJob' "Incidents is the lowest stage"
check Sources/Pipeline/Ingest 'Risk|Export|RouteRiskJob' "Ingest imports a later stage"
check Sources/Pipeline/Risk 'Ingest|Export|RouteRiskJob' "Risk imports another stage than Incidents"
check Sources/Pipeline/LandAnalysis 'Incidents|Ingest|Risk|RouteRiskJob' "LandAnalysis knows files and land methods only"
check Sources/Pipeline/Export 'Ingest|LandAnalysis|RouteRiskJob' "Export imports a stage that it must not know"
check Sources/Pipeline/Conversion \
  'Incidents|Ingest|Risk|RiskAnalysis|RouteRiskJob|LandAnalysis|SeaAnalysis|FlowAnalysis|HotspotAnalysis|PriorityAnalysis|IncidentImport' \
  "Conversion knows formats and outputs only"
check Sources/Pipeline/SeaAnalysis 'Risk|RouteRiskJob|LandAnalysis' "SeaAnalysis knows inputs, sea methods and outputs only"
check Sources/Pipeline/FlowAnalysis 'Risk|RouteRiskJob|LandAnalysis|SeaAnalysis' "FlowAnalysis knows tables, flows and outputs only"
check Sources/Pipeline/HotspotAnalysis 'Ingest|Risk|RouteRiskJob|LandAnalysis|SeaAnalysis|FlowAnalysis' \
  "HotspotAnalysis knows units, hotspot methods and outputs only"
check Sources/Pipeline/RiskAnalysis 'Ingest|RouteRiskJob|LandAnalysis|SeaAnalysis|FlowAnalysis' \
  "RiskAnalysis knows tables, units, risk methods and outputs only"
check Sources/Pipeline/PriorityAnalysis 'Ingest|RiskAnalysis|RouteRiskJob|LandAnalysis|SeaAnalysis|FlowAnalysis|HotspotAnalysis' \
  "PriorityAnalysis knows tables, routes, priorities and outputs only"
check Sources/Pipeline/IncidentImport \
  'Ingest|Risk|RiskAnalysis|RouteRiskJob|LandAnalysis|SeaAnalysis|FlowAnalysis|HotspotAnalysis|Connectivity|Flows|Hotspots|Network|Sampling|Surfaces' \
  "IncidentImport knows foreign files, incidents and outputs only"
check Sources/Pipeline 'Batch' "a stage imports the batch that runs it"
check Sources/Pipeline/Batch \
  'Connectivity|Flows|Hotspots|Network|Sampling|FlowAnalysis|HotspotAnalysis|IncidentImport|LandAnalysis|PriorityAnalysis|RiskAnalysis|SeaAnalysis' \
  "Batch knows plans, the main job and outputs only"
check Sources/Tools "$methods" "a tool does arithmetic of its own"
for folder in Sources/Methods Sources/Pipeline Sources/Tools Sources/Engine/SpatialEngine; do
  check "$folder" 'CGDAL' "GDAL is reached outside SpatialFormats"
done
for folder in Sources/Methods Sources/Pipeline Sources/Tools Sources/Engine/SpatialFormats; do
  check "$folder" 'CGEOS|CPROJ' "PROJ or GEOS is reached outside SpatialEngine"
done
exit $status
