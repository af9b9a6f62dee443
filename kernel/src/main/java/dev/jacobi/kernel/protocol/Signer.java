package dev.jacobi.kernel.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMAC over the four JSON frames of a message, as lower-case hexadecimal. Any thread may use it. */
final class Signer {
    private final String algorithm;
    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::newMac);

    private Signer(String algorithm, SecretKeySpec key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    /** A signer for a scheme such as {@code hmac-sha256}; an empty key signs nothing and accepts everything. */
    static Signer create(String scheme, String key) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        String algorithm = "Hmac" + lower.replaceFirst("^hmac-", "").toUpperCase(Locale.ROOT);
        if (key.isEmpty()) return new Signer(algorithm, null);
        try {
            if (!lower.startsWith("hmac-")) throw new GeneralSecurityException("no HMAC");
            Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new ConnectionFileException(
                    "[connection file] signature_scheme is '" + scheme
                            + "', it must be 'hmac-' and a digest that this JVM has, such as 'hmac-sha256'",
                    e);
        }
        return new Signer(algorithm, new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
    }

    byte[] sign(List<byte[]> frames) {
        if (key == null) return new byte[0];
        Mac mac = macs.get();
        for (byte[] frame : frames) mac.update(frame);
        return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the signature is right, in a time that does not depend on where it is wrong. */
    boolean accepts(byte[] signature, List<byte[]> frames) {
        return key == null || MessageDigest.isEqual(signature, sign(frames));
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lost its " + algorithm, e);
        }
    }
}
