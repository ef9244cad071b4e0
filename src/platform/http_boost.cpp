// Boost.Asio and Beast, compiled once here; every other file only sees their declarations.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
