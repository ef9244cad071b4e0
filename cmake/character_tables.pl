# perl character_tables.pl FOLDER OUT: the character tables of src/linkage, from Debian's package unicode-data in FOLDER:
# readings without tones, simplified forms, foldings of width, case and accents, and what separates words.
use strict;
use warnings;
use utf8;

my ($folder, $out) = @ARGV;

sub lines_of {
    my ($name) = @_;
    my $packed = "$folder/$name.bz2";
    my $file;
    if (-e $packed) { open($file, "-|:utf8", "bzcat", $packed) or die "bzcat is needed to read $packed (package bzip2)\n" }
    else { open($file, "<:utf8", "$folder/$name") or die "$folder/$name is missing (package unicode-data)\n" }
    my @lines = grep { !/^#/ && /\S/ } <$file>;
    close($file);
    die "nothing could be read from $name\n" unless @lines;
    return @lines;
}

# --- UnicodeData: categories, decompositions, small letters
my (%category, %decomposed, %small, @ranges);
my $first;
for (lines_of("UnicodeData.txt")) {
    chomp;
    my @f = split /;/;
    my $code = hex $f[0];
    if ($f[1] =~ /, First>/) { $first = $code; next }
    if ($f[1] =~ /, Last>/) { push @ranges, [$first, $code, $f[2]]; next }
    $category{$code} = $f[2];
    $small{$code} = hex $f[13] if $f[13];
    if ($f[5]) {
        my $to = $f[5];
        $to =~ s/^<\w+> //;
        $decomposed{$code} = [map { hex } split / /, $to];
    }
}

# Letters that Unicode does not take apart, but whoever types a name does.
my %typed = (0xDF => "ss", 0xE6 => "ae", 0xF0 => "d", 0xF8 => "o", 0xFE => "th", 0x111 => "d", 0x127 => "h", 0x131 => "i",
    0x138 => "k", 0x142 => "l", 0x14B => "n", 0x153 => "oe", 0x167 => "t", 0x259 => "e");

sub folded {
    my ($code) = @_;
    $code = $small{$code} if $small{$code};
    return map { ord } split //, $typed{$code} if $typed{$code};
    return map { folded($_) } @{$decomposed{$code}} if $decomposed{$code} && $code != 0xB7;
    return () if ($category{$code} // "") =~ /^M/;
    return ($code);
}

my @foldings;
for my $code (sort { $a <=> $b } keys %category) {
    next if $code < 0x80 && !$small{$code};
    next if $code >= 0xAC00 && $code < 0xD7B0;
    my @to = folded($code);
    next if @to == 1 && $to[0] == $code;
    next if @to > 4 || !@to;
    push @foldings, sprintf("{0x%X, {%s}}", $code, join(", ", map { sprintf "0x%X", $_ } @to));
}

# --- ranges of what separates words, and of what is dropped
sub ranges_of {
    my ($wanted) = @_;
    my ($begin, $end, @found);
    for my $code (sort { $a <=> $b } keys %category) {
        next unless $category{$code} =~ $wanted;
        if (defined $end && $code == $end + 1) { $end = $code; next }
        push @found, sprintf("{0x%X, 0x%X}", $begin, $end) if defined $end;
        $begin = $end = $code;
    }
    push @found, sprintf("{0x%X, 0x%X}", $begin, $end);
    return @found;
}
my @separators = ranges_of(qr/^(P|S|Z|Cc)/);
my @dropped = ranges_of(qr/^(M|Cf)/);

# --- Unihan: readings and simplified forms
my (%reading, %simple);
my %plain;
@plain{split //, "āáǎàēéěèếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"} = split //, "aaaaeeeeeeiiiioooouuuuvvvvvnnnm";
for (lines_of("Unihan_Readings.txt")) {
    next unless /^U\+([0-9A-F]+)\tkMandarin\t(\S+)/;
    my ($code, $text) = (hex $1, $2);
    $text =~ s/\x{30C}|\x{301}|\x{300}|\x{304}|\x{302}//g;
    $text =~ s/(.)/exists $plain{$1} ? $plain{$1} : $1/ge;
    $text =~ s/[^a-z]//g;
    $reading{$code} = $text if length $text && length $text <= 6;
}
for (lines_of("Unihan_Variants.txt")) {
    next unless /^U\+([0-9A-F]+)\tkSimplifiedVariant\t(.*)/;
    my ($code, @to) = (hex $1, map { hex substr $_, 2 } split / /, $2);
    next if grep { $_ == $code } @to;
    $simple{$code} = $to[0];
}
my %known = map { $_ => 1 } values %reading;
my @syllables = sort keys %known;
my %place;
@place{@syllables} = (1 .. @syllables);

open(my $file, ">:utf8", "$out.new") or die "cannot write $out.new\n";
sub table {
    my ($declaration, @rows) = @_;
    print $file $declaration, "{\n";
    while (my @some = splice @rows, 0, 8) { print $file "    ", join(", ", @some), ",\n" }
    print $file "};\n\n";
}
print $file "// Made by cmake/character_tables.pl from Debian's package unicode-data.\n";
print $file "#include \"linkage/characters_data.h\"\n\nnamespace unionhall::linkage::data {\n\n";
table("static constexpr const char* all_syllables[] = ", '""', map { "\"$_\"" } @syllables);
table("static constexpr Reading all_readings[] = ", map { sprintf "{0x%X, %d}", $_, $place{$reading{$_}} } sort { $a <=> $b } keys %reading);
table("static constexpr Simple all_simple[] = ", map { sprintf "{0x%X, 0x%X}", $_, $simple{$_} } sort { $a <=> $b } keys %simple);
table("static constexpr Folding all_foldings[] = ", @foldings);
table("static constexpr Range all_separators[] = ", @separators);
table("static constexpr Range all_dropped[] = ", @dropped);
print $file <<"END_OF_FILE";
std::span<const char* const> syllables() { return all_syllables; }
std::span<const Reading> readings() { return all_readings; }
std::span<const Simple> simple() { return all_simple; }
std::span<const Folding> foldings() { return all_foldings; }
std::span<const Range> separators() { return all_separators; }
std::span<const Range> dropped() { return all_dropped; }

}  // namespace unionhall::linkage::data
END_OF_FILE
close($file);
rename("$out.new", $out) or die "cannot write $out\n";
