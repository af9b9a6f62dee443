package dev.jacobi.kernel.cell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;

/** A class in a jar, as the compiler wants to see it. */
final class ClassInJar implements JavaFileObject {
    private final ZipFile zip;
    private final String entry;
    private final String binaryName;

    ClassInJar(ZipFile zip, String entry, String binaryName) {
        this.zip = zip;
        this.entry = entry;
        this.binaryName = binaryName;
    }

    String binaryName() {
        return binaryName;
    }

    @Override
    public InputStream openInputStream() throws IOException {
        return zip.getInputStream(zip.getEntry(entry));
    }

    @Override
    public URI toUri() {
        return URI.create("jar:" + Path.of(zip.getName()).toUri() + "!/" + entry);
    }

    @Override
    public String getName() { return zip.getName() + "(" + entry + ")"; }

    @Override
    public Kind getKind() { return Kind.CLASS; }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.CLASS && binaryName.substring(binaryName.lastIndexOf('.') + 1).equals(simpleName);
    }

    @Override
    public NestingKind getNestingKind() { return null; }

    @Override
    public Modifier getAccessLevel() { return null; }

    @Override
    public long getLastModified() { return 0; }

    @Override
    public Reader openReader(boolean ignoreEncodingErrors) {
        throw notText();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        throw notText();
    }

    @Override
    public OutputStream openOutputStream() {
        throw notText();
    }

    @Override
    public Writer openWriter() {
        throw notText();
    }

    @Override
    public boolean delete() {
        return false;
    }

    private UnsupportedOperationException notText() {
        return new UnsupportedOperationException("[session] a class in a jar can only be read: " + getName());
    }

    @Override
    public String toString() {
        return getName();
    }
}
