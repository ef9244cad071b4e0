// The front door of linkage: whether two records, in one table or in two, are about the same person or enterprise.
#pragma once

#include "linkage/compare.h"
#include "linkage/explain.h"
#include "linkage/link.h"
#include "linkage/refused.h"
#include "linkage/review.h"
#include "linkage/spec.h"
#include "linkage/table.h"
#include "linkage/train.h"
#include "linkage/weights.h"
